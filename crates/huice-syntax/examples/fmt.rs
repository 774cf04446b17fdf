//! scratch
fn main() {
    for f in std::env::args().skip(1) {
        let src = std::fs::read_to_string(&f).unwrap();
        match huice_syntax::format(&src) {
            Ok(t) => {
                assert_eq!(huice_syntax::format(&t).unwrap(), t, "{f}");
                if std::env::args().len() == 2 {
                    print!("{t}")
                } else if t != src {
                    println!("would change {f}")
                }
            }
            Err(d) => {
                for d in d {
                    println!("{f}\n{}", d.render(&src, false))
                }
            }
        }
    }
}
