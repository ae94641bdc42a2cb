//! A table: for a terminal, or in Markdown.

use crate::text;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, TableStyle, Width};

/// Columns with a title each, and rows of text.
pub(crate) struct Grid {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

struct Column {
    title: String,
    side: Side,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Words: may be broken over several lines.
    Left,
    /// A figure: stays in one piece.
    Right,
}

/// One rule below the header; the eye needs no more.
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

impl Grid {
    pub(crate) fn new() -> Grid {
        Grid { columns: Vec::new(), rows: Vec::new() }
    }

    /// Adds a column of words.
    pub(crate) fn words(mut self, title: &str) -> Grid {
        self.columns.push(Column { title: title.to_owned(), side: Side::Left });
        self
    }

    /// Adds a column of figures, with a title of one line or more.
    pub(crate) fn figures(mut self, title: &str) -> Grid {
        self.columns.push(Column { title: title.to_owned(), side: Side::Right });
        self
    }

    /// Adds rows, with a cell for each column.
    pub(crate) fn rows(mut self, rows: impl IntoIterator<Item = Vec<String>>) -> Grid {
        self.rows.extend(rows);
        self
    }

    /// As wide as the terminal at most; without a line end after the last row.
    pub(crate) fn to_text(&self) -> String {
        let mut table = comfy_table::Table::new();
        table.load_style(STYLE).set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(text::width());
        // Titles stand on the rule, however many lines each has.
        let lines = |title: &str| title.split('\n').count();
        let most = self.columns.iter().map(|column| lines(&column.title)).max().unwrap_or(1);
        let above = |title: &str| "\n".repeat(most.saturating_sub(lines(title)));
        table.set_header(self.columns.iter().map(|column| above(&column.title) + &column.title));
        table.add_rows(&self.rows);
        for (index, column) in self.columns.iter().enumerate() {
            let Some(shown) = table.column_mut(index) else { continue };
            // Between the columns, not behind the last.
            let padding = u16::from(index.saturating_add(1) < self.columns.len());
            shown.set_padding((0, padding));
            match column.side {
                Side::Left => {
                    let least = self.longest_word(index).saturating_add(padding);
                    shown.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(least)));
                }
                Side::Right => {
                    shown.set_cell_alignment(CellAlignment::Right);
                    shown.set_constraint(ColumnConstraint::ContentWidth);
                }
            }
        }
        table.trim_fmt()
    }

    /// Words are never broken: rather too wide a table than `SS`, `E-`, `S3`.
    fn longest_word(&self, index: usize) -> u16 {
        let title = self.columns.get(index).map(|column| column.title.as_str());
        let cells = self.rows.iter().filter_map(|row| row.get(index)).map(String::as_str);
        let words = title.into_iter().chain(cells).flat_map(str::split_whitespace);
        let longest = words.map(|word| word.chars().count()).max().unwrap_or(0);
        u16::try_from(longest).unwrap_or(u16::MAX)
    }

    /// As GitHub shows it; without a line end after the last row.
    pub(crate) fn to_markdown(&self) -> String {
        let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
        let header = line(self.columns.iter().map(|column| column.title.replace('\n', " ")).collect());
        let rule = line(self.columns.iter().map(|column| column.side.rule().to_owned()).collect());
        let rows = self.rows.iter().map(|row| line(row.iter().map(|cell| escaped(cell)).collect()));
        [header, rule].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
    }
}

impl Side {
    fn rule(self) -> &'static str {
        match self {
            Side::Left => "---",
            Side::Right => "---:",
        }
    }
}

/// Text that Markdown would take for the end of a cell or for a tag.
fn escaped(cell: &str) -> String {
    cell.replace('|', "\\|").replace('<', "&lt;")
}
