fn main(){ let b=std::fs::read("/tmp/bt/a.wasm").unwrap(); let t=std::time::Instant::now();
let p = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() }; let mut o=Vec::new();
brotli::BrotliCompress(&mut &*b,&mut o,&p).unwrap(); eprintln!("{} {:?}",o.len(),t.elapsed()); }
