//! The index of a country, split by province: a first visit needs the places of one province only.
//!
//! `index.bin` names the provinces, each with the file that holds its own index, and the file that
//! names every place for the search. A site of fewer places has one index, as before.

use crate::header::{self, PackError};
use crate::index::{INDEX_FILE, Index, IndexPlace, PackRef, encode_index, version};
use huice_core::ir::Contacts;

/// Most places in one index: more would cost a first visit more than two kilobytes.
const MOST: usize = 150;

/// The end of the name of an index.
const END: &str = ".bin";

/// The files of an index, `index.bin` last: that one alone, or split by province.
///
/// # Errors
/// As [`encode_index`].
pub fn index_files(whole: &Index) -> Result<Vec<(String, Vec<u8>)>, PackError> {
    match provinces(whole) {
        Some(provinces) if whole.places.len() > MOST => split(whole, &provinces),
        Some(_) | None => Ok(vec![(INDEX_FILE.into(), encode_index(whole)?)]),
    }
}

/// The digits of a code by which places of one province are known: GB/T 2260.
fn digits(code: &str) -> &str {
    code.get(..2).unwrap_or(code)
}

/// The outermost places, where the code of each place shows in which of them it lies. `None` if
/// the codes do not show it.
fn provinces(index: &Index) -> Option<Vec<&IndexPlace>> {
    let known = |code: &str| index.places.iter().any(|place| place.code == code);
    let around = |place: &IndexPlace| place.within.clone().filter(|code| known(code));
    let mut found: Vec<&IndexPlace> = Vec::new();
    for place in &index.places {
        match around(place) {
            Some(code) if digits(&code) == digits(&place.code) => {}
            Some(_) => return None,
            None if found.iter().any(|p| digits(&p.code) == digits(&place.code)) => {
                return None;
            }
            None => found.push(place),
        }
    }
    (found.len() > 1).then_some(found)
}

fn split(whole: &Index, provinces: &[&IndexPlace]) -> Result<Vec<(String, Vec<u8>)>, PackError> {
    let mut files = Vec::new();
    let mut outer = Vec::new();
    let mut all = Vec::new();
    for province in provinces {
        let inside = |place: &&IndexPlace| digits(&place.code) == digits(&province.code);
        let places: Vec<IndexPlace> = whole.places.iter().filter(inside).cloned().collect();
        let covered = places.iter().any(|place| place.covered);
        let stem = format!("index-{}", province.code);
        let part = covered
            .then(|| put(&mut files, &stem, &part_of(&places)))
            .transpose()?;
        for place in &places {
            let own = part.clone().filter(|_| place.covered);
            all.push(elsewhere(place, own));
        }
        outer.push(elsewhere(province, part));
    }
    all.sort_by(|a, b| a.code.cmp(&b.code));
    let names = Index {
        version: whole.version.clone(),
        places: all,
        ..Index::default()
    };
    let names = put(&mut files, "names", &names)?;
    let country = Index {
        version: whole.version.clone(),
        goals: whole.goals.clone(),
        places: outer,
        names: names.files.into_iter().next(),
    };
    files.push((INDEX_FILE.into(), encode_index(&country)?));
    Ok(files)
}

/// The index of a province.
fn part_of(places: &[IndexPlace]) -> Index {
    Index {
        version: version(places),
        places: places.to_vec(),
        ..Index::default()
    }
}

/// A place as those indexes name it that do not have its law: by the index that does, if any.
fn elsewhere(place: &IndexPlace, part: Option<PackRef>) -> IndexPlace {
    IndexPlace {
        covered: part.is_some(),
        contacts: match part {
            Some(_) => Contacts::default(),
            None => place.contacts.clone(),
        },
        pack: part,
        ..place.clone()
    }
}

/// Adds an index to the files, under a name with its hash.
fn put(
    files: &mut Vec<(String, Vec<u8>)>,
    stem: &str,
    index: &Index,
) -> Result<PackRef, PackError> {
    let bytes = encode_index(index)?;
    let name = format!("{stem}-{:016x}{END}", header::hash(&bytes));
    let length = u32::try_from(bytes.len()).map_err(|_| PackError::TooLong(bytes.len()))?;
    files.push((name.clone(), bytes));
    Ok(PackRef {
        files: vec![name],
        bytes: length,
    })
}

impl IndexPlace {
    /// The file with the index of its province, where its law is named there and not here.
    #[must_use]
    pub fn part(&self) -> Option<&str> {
        match self.pack.as_ref()?.files.as_slice() {
            [file] => Some(file.as_str()).filter(|file| file.ends_with(END)),
            _ => None,
        }
    }
}

impl Index {
    /// A place whose [`IndexPlace::part`] is the index that has the place with this code, if any.
    #[must_use]
    pub fn province_of(&self, code: &str) -> Option<&IndexPlace> {
        let mut places = self.places.iter();
        places.find(|place| digits(&place.code) == digits(code) && place.part().is_some())
    }

    /// Takes over the places of the index of a province.
    pub fn take_part(&mut self, part: Self) {
        let mut places = part.places;
        // A part has no parts: what says so leads nowhere.
        for place in places.iter_mut().filter(|place| place.part().is_some()) {
            place.covered = false;
            place.pack = None;
        }
        self.places = merged(places, std::mem::take(&mut self.places));
    }

    /// Adds the names of places that are not known yet.
    pub fn take_names(&mut self, names: Self) {
        self.names = None;
        self.places = merged(std::mem::take(&mut self.places), names.places);
    }
}

/// Two lists of places in the order of their codes as one; what both have is taken from the first.
fn merged(first: Vec<IndexPlace>, second: Vec<IndexPlace>) -> Vec<IndexPlace> {
    let mut all = Vec::with_capacity(first.len().saturating_add(second.len()));
    let mut second = second.into_iter().peekable();
    for place in first {
        while let Some(before) = second.next_if(|other| other.code < place.code) {
            all.push(before);
        }
        second.next_if(|other| other.code == place.code);
        all.push(place);
    }
    all.extend(second);
    all
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "tests may fail loudly"
    )]
    use super::*;
    use crate::decode_index;

    fn place(code: &str, within: Option<&str>, covered: bool) -> IndexPlace {
        let pack = covered.then(|| PackRef {
            files: vec![format!("d-{code}.pack"), format!("d-{code}.words")],
            bytes: 7,
        });
        IndexPlace {
            code: code.into(),
            name: format!("地{code}"),
            within: within.map(Into::into),
            covered,
            pack,
            ..IndexPlace::default()
        }
    }

    /// Three provinces of so many counties; in the last one nothing is covered.
    fn country(counties: usize) -> Index {
        let mut places = Vec::new();
        for province in [61, 62, 63] {
            let outer = format!("{province}0000");
            places.push(place(&outer, None, province == 61));
            for county in 1..=counties {
                let code = format!("{province}{county:04}");
                places.push(place(&code, Some(&outer), province != 63));
            }
        }
        Index {
            version: version(&places),
            places,
            ..Index::default()
        }
    }

    #[test]
    fn few_places_have_one_index() {
        let whole = country(40);
        let files = index_files(&whole).unwrap();
        assert_eq!(files.len(), 1);
        assert_eq!(decode_index(&files[0].1).unwrap(), whole);
    }

    #[test]
    fn parts_and_names_together_are_the_whole() {
        let whole = country(60);
        let files = index_files(&whole).unwrap();
        let open = |wanted: &str| {
            let found = files.iter().find(|(name, _)| name == wanted);
            decode_index(&found.unwrap().1).unwrap()
        };
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names.len(), 4, "{names:?}");
        let country = open(INDEX_FILE);
        assert_eq!(country.version, whole.version);
        let outer: Vec<_> = country
            .places
            .iter()
            .map(|p| (&p.code[..], p.covered))
            .collect();
        assert_eq!(
            outer,
            [("610000", true), ("620000", true), ("630000", false)]
        );
        assert!(country.province_of("630001").is_none());

        // The search: every place by its name, the covered ones by the part that has their law.
        let mut searched = country.clone();
        searched.take_names(open(country.names.as_ref().unwrap()));
        let codes = |index: &Index| -> Vec<String> {
            index.places.iter().map(|p| p.code.clone()).collect()
        };
        assert_eq!(codes(&searched), codes(&whole));
        let found = searched.places.iter().find(|p| p.code == "620007").unwrap();
        let part = found.part().unwrap().to_owned();
        assert_eq!(
            country.province_of("620007").unwrap().part(),
            Some(&part[..])
        );

        // One part after the other: in the end all that is covered is as it was.
        searched.take_part(open(&part));
        let known =
            |index: &Index, code: &str| index.places.iter().find(|p| p.code == code).cloned();
        assert_eq!(known(&searched, "620007"), known(&whole, "620007"));
        assert_eq!(known(&searched, "620000"), known(&whole, "620000"));
        assert!(known(&searched, "610007").unwrap().part().is_some());
        let part = known(&searched, "610000").unwrap();
        searched.take_part(open(part.part().unwrap()));
        assert_eq!(searched.places, whole.places);
    }

    #[test]
    fn a_part_leads_to_no_other_part() {
        let mut index = country(1);
        let ring = IndexPlace {
            pack: Some(PackRef {
                files: vec!["index-610000-0.bin".into()],
                bytes: 1,
            }),
            ..place("610001", Some("610000"), false)
        };
        index.take_part(Index {
            places: vec![ring],
            ..Index::default()
        });
        let found = index.places.iter().find(|p| p.code == "610001").unwrap();
        assert!(!found.covered && found.pack.is_none());
    }

    #[test]
    fn where_codes_do_not_tell_the_province_there_is_one_index() {
        let mut foreign = country(60);
        foreign.places.push(place("640001", Some("610000"), true));
        assert_eq!(index_files(&foreign).unwrap().len(), 1);
        let mut twice = country(60);
        twice.places.push(place("639999", None, true));
        assert_eq!(index_files(&twice).unwrap().len(), 1);
    }
}
