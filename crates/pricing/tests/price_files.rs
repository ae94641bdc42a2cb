//! A price book is what its file says, and the file what the book says.

#![cfg(feature = "price-files")]
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use rust_decimal::Decimal;
use sse_pricing::{Discounts, Percent, PriceBook, PrivatePrice, RegionPrices, Service};

/// From nothing to more than anyone has ever charged, as fine as a price may be.
fn any_price() -> impl Strategy<Value = Decimal> {
    (0_u32..=12, 0_i64..=10_000_000).prop_map(|(places, digits)| Decimal::new(digits, places))
}

/// One line of text, with everything in it that a CSV file has to quote.
fn any_line() -> impl Strategy<Value = String> {
    let parts =
        ["EU (Ireland)", "a, b", "\"quoted\"", "# comment", "'", "é€", "=1+1", "source: x", "a\u{a0}b", ";"];
    prop::collection::vec(prop::sample::select(parts.to_vec()), 1..4).prop_map(|parts| parts.join(" "))
}

fn any_code() -> impl Strategy<Value = String> {
    let areas = ["us", "eu", "ap", "zz"];
    let sides = ["east", "west", "gov-east", "south"];
    (prop::sample::select(areas.to_vec()), prop::sample::select(sides.to_vec()), 1..=9)
        .prop_map(|(area, side, number)| format!("{area}-{side}-{number}"))
}

prop_compose! {
    fn any_region()(
        code in any_code(),
        name in any_line(),
        prices in prop::array::uniform11(any_price()),
    ) -> RegionPrices {
        RegionPrices::new(code, name, prices).unwrap()
    }
}

prop_compose! {
    fn any_book()(
        (year, month, day) in (1_u32..=9_999, 1_u32..=12, 1_u32..=28),
        source in any_line(),
        everywhere in prop::array::uniform2(any_price()),
        mut regions in prop::collection::vec(any_region(), 1..12),
    ) -> PriceBook {
        regions.sort_by(|a, b| a.region.cmp(&b.region));
        regions.dedup_by(|a, b| a.region == b.region);
        PriceBook::new(&format!("{year:04}-{month:02}-{day:02}"), &source, everywhere, regions).unwrap()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.div_ceil(40), ..ProptestConfig::default() })]

    #[test]
    fn a_book_reads_back_from_its_file(book in any_book()) {
        let text = book.to_csv();
        let read = PriceBook::from_csv(&text).unwrap();
        prop_assert_eq!(&read, &book, "{}", text);
        prop_assert_eq!(read.to_csv(), text);
    }

    #[test]
    fn the_order_of_the_rows_does_not_matter(book in any_book()) {
        let text = book.to_csv();
        let table = text.lines().position(|line| line.starts_with("region,")).unwrap();
        let mut lines: Vec<&str> = text.lines().collect();
        lines[table + 1..].reverse();
        prop_assert_eq!(PriceBook::from_csv(&lines.join("\n")).unwrap(), book);
    }

    /// A file holds what AWS publishes, whatever was agreed.
    #[test]
    fn what_is_agreed_stays_out_of_the_file(book in any_book(), dollars in any_price(), off in 0_u32..=100) {
        let private = PrivatePrice { region: None, row: "kmsRequest".to_owned(), dollars };
        let off = Discounts::NONE.with(Service::Kms, Percent::whole("discount", off).unwrap());
        let agreed = book.with_private_price(&private).unwrap().with_discounts(off);
        prop_assert_eq!(agreed.to_csv(), book.to_csv());
    }

    #[test]
    fn whatever_a_file_holds_it_is_read_or_refused(text in "(# (published|currency|source): [0-9A-Z-]{0,10}\n){0,3}\\PC*") {
        let _ = PriceBook::from_csv(&text);
    }

    #[test]
    fn a_file_cut_short_or_changed_is_read_or_refused(book in any_book(), at in any::<prop::sample::Index>(), put in any::<char>()) {
        let text = book.to_csv();
        let at = at.index(text.len() + 1);
        let at = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        let (before, after) = text.split_at(at);
        let _ = PriceBook::from_csv(before);
        let _ = PriceBook::from_csv(&format!("{before}{put}{after}"));
    }

    #[test]
    fn a_diff_tells_the_newer_book_from_the_older(old in any_book(), new in any_book()) {
        prop_assert!(PriceBook::diff(&old, &old).is_empty());
        let (there, back) = (PriceBook::diff(&old, &new), PriceBook::diff(&new, &old));
        prop_assert_eq!(there.len(), back.len());
        for (there, back) in there.iter().zip(&back) {
            prop_assert_eq!(there.region(), back.region());
            let rows = |change: &sse_pricing::PriceChange| change.rows().map(|(old, new)| (old.dollars, new.dollars));
            prop_assert_eq!(rows(there), rows(back).map(|(old, new)| (new, old)));
        }
        let codes = |book: &PriceBook| book.regions().iter().map(|prices| prices.region.to_string()).collect::<Vec<_>>();
        let came = there.iter().filter(|change| change.kind() == "region-added");
        let came: Vec<&str> = came.filter_map(|change| change.region()).collect();
        let expected: Vec<String> = codes(&new).into_iter().filter(|code| !codes(&old).contains(code)).collect();
        prop_assert_eq!(came, expected);
    }
}
