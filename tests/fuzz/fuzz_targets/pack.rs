#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| huice_tests::fuzz::pack(data));
