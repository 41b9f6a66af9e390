"""A schema with all that Steam's have, written for the tests. In words and in binary."""

from __future__ import annotations

from godot_steamworks.editor.definition.vdf_binary import format_binary
from godot_steamworks.editor.definition.vdf_text import parse_text

SCHEMA = """
"123456"
{
	"stats"
	{
		"1"
		{
			"type"	"ACHIEVEMENTS"
			"id"	"1"
			"bits"
			{
				"0"
				{
					"name"	"WIN_ONE"
					"bit"	"0"
					"display"
					{
						"name"
						{
							"english"	"First Light"
							"german"	"Erstes Licht"
							"token"	"NEW_ACHIEVEMENT_1_0_NAME"
						}
						"desc"
						{
							"english"	"Win a game."
							"german"	""
							"token"	"NEW_ACHIEVEMENT_1_0_DESC"
						}
						"hidden"	"0"
						"icon"	"aaaa.jpg"
						"icon_gray"	"bbbb.jpg"
					}
				}
				"2"
				{
					"name"	"WIN_100"
					"permission"	"1"
					"progress"
					{
						"min_val"	"0"
						"max_val"	"100"
						"value"
						{
							"operation"	"statvalue"
							"operand1"	"Wins"
						}
					}
					"display"
					{
						"name"	"Champion"
						"desc"	"Win a hundred games."
						"hidden"	"1"
						"sort"	"7"
					}
				}
			}
		}
		"2"
		{
			"type"	"INT"
			"name"	"Wins"
			"default"	"0"
			"min"	"0"
			"max"	"1000"
			"maxchange"	"50"
			"incrementonly"	"1"
			"permission"	"2"
			"display"
			{
				"name"	"Games won"
			}
		}
		"3"
		{
			"type_int"	"2"
			"name"	"Distance"
			"default"	"0.5"
			"maxchange"	"0"
		}
		"5"
		{
			"type"	"AVGRATE"
			"name"	"Speed"
			"windowsize"	"20"
		}
		"9"
		{
			"type"	"7"
			"name"	"Odd"
		}
	}
	"version"	"4"
	"gamename"	"My Game"
}
"""

BINARY = format_binary(parse_text(SCHEMA, "schema"))
