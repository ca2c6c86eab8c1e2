"""What a spreadsheet holds, as openpyxl reads it, for the tests to compare.

Usage: read.py show BOOK.xlsx        prints JSON: each sheet with its set-up and its cells.
       read.py forget BOOK.xlsx NEW  copies a book without the values of its formulas.
"""

import datetime
import json
import sys

import openpyxl


def cell_facts(cell, value):
    held = value.value
    if isinstance(held, (datetime.datetime, datetime.date)):
        held = held.strftime("%Y-%m-%d")
    return {
        "ref": cell.coordinate,
        "type": cell.data_type,
        "formula": cell.value if cell.data_type == "f" else None,
        "text": held if isinstance(held, str) else None,
        "number": held if isinstance(held, (int, float)) else None,
        "format": cell.number_format,
        "font": cell.font.name,
        "bordered": cell.border.left.style == "thin",
    }


def sheet_facts(sheet, values):
    return {
        "name": sheet.title,
        "frozen": sheet.freeze_panes,
        "titles": sheet.print_title_rows,
        "filter": sheet.auto_filter.ref,
        "landscape": sheet.page_setup.orientation == "landscape",
        "paper": sheet.page_setup.paperSize,
        "fits": bool(sheet.sheet_properties.pageSetUpPr.fitToPage),
        "pagesHigh": sheet.page_setup.fitToHeight,
        "header": [sheet.oddHeader.left.text, sheet.oddHeader.right.text],
        "footer": [sheet.oddFooter.left.text, sheet.oddFooter.center.text],
        "merged": sorted(str(area) for area in sheet.merged_cells.ranges),
        "widths": [sheet.column_dimensions[openpyxl.utils.get_column_letter(n + 1)].width
                   for n in range(sheet.max_column)],
        "rows": sheet.max_row,
        "cells": [cell_facts(cell, values[cell.coordinate])
                  for row in sheet.iter_rows() for cell in row
                  if values[cell.coordinate].value is not None],
    }


if sys.argv[1] == "show":
    book = openpyxl.load_workbook(sys.argv[2])
    values = openpyxl.load_workbook(sys.argv[2], data_only=True)
    json.dump({
        "title": book.properties.title,
        "created": book.properties.created.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "sheets": [sheet_facts(sheet, values[sheet.title]) for sheet in book.worksheets],
    }, sys.stdout, ensure_ascii=False)
else:
    openpyxl.load_workbook(sys.argv[2]).save(sys.argv[3])
