@tool
class_name ToolOfTheEditor
extends Node

## A type of the addon in a script that the editor loads and runs by itself.
var steamworks: Steamworks
