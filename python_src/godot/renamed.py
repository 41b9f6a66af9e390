"""Room A: what Godot 3 called otherwise, for errors about unknown names. May import: nothing.

Scripts and lessons for godot-python have these names. Classes that only lost or gained a letter or
a number are found by their likeness; see :func:`godot.attributes.close_names`.
"""

from __future__ import annotations

__all__ = ["GODOT_3"]

GODOT_3 = {
    # Of godot-python itself.
    "GDString": "str",
    "MethodRPCMode": "rpc",
    "PropertyUsageFlag": "PropertyUsageFlags",
    **{
        name: "rpc"
        for name in (
            *("rpcdisabled", "rpcmaster", "rpcmastersync", "rpcpuppet", "rpcpuppetsync"),
            *("rpcremote", "rpcremotesync", "rpcslave", "rpcsync"),
        )
    },
    # Builtin types.
    "PoolByteArray": "PackedByteArray",
    "PoolColorArray": "PackedColorArray",
    "PoolIntArray": "PackedInt32Array",
    "PoolRealArray": "PackedFloat32Array",
    "PoolStringArray": "PackedStringArray",
    "PoolVector2Array": "PackedVector2Array",
    "PoolVector3Array": "PackedVector3Array",
    "Quat": "Quaternion",
    "Transform": "Transform3D",
    # Classes.
    "ARVRCamera": "XRCamera3D",
    "ARVROrigin": "XROrigin3D",
    "ARVRServer": "XRServer",
    "AnimatedSprite": "AnimatedSprite2D",
    "BakedLightmap": "LightmapGI",
    "CSGPrimitive": "CSGPrimitive3D",
    "CubeMesh": "BoxMesh",
    "DirectionalLight": "DirectionalLight3D",
    "Directory": "DirAccess",
    "DynamicFont": "FontFile",
    "File": "FileAccess",
    "GDNative": "GDExtension",
    "GIProbe": "VoxelGI",
    "ImmediateGeometry": "ImmediateMesh",
    "InterpolatedCamera": "Camera3D",
    "KinematicBody": "CharacterBody3D",
    "KinematicBody2D": "CharacterBody2D",
    "KinematicCollision": "KinematicCollision3D",
    "Navigation": "NavigationServer3D",
    "Navigation2D": "NavigationServer2D",
    "NetworkedMultiplayerENet": "ENetMultiplayerPeer",
    "NetworkedMultiplayerPeer": "MultiplayerPeer",
    "Particles": "GPUParticles3D",
    "Particles2D": "GPUParticles2D",
    "Physics2DServer": "PhysicsServer2D",
    "PhysicsServer": "PhysicsServer3D",
    "Position2D": "Marker2D",
    "Position3D": "Marker3D",
    "Reference": "RefCounted",
    "Spatial": "Node3D",
    "SpatialMaterial": "StandardMaterial3D",
    "Sprite": "Sprite2D",
    "StreamTexture": "CompressedTexture2D",
    "TextFile": "FileAccess",
    "ToolButton": "Button",
    "VehicleBody": "VehicleBody3D",
    "VisibilityNotifier2D": "VisibleOnScreenNotifier2D",
    "VisualServer": "RenderingServer",
    "YSort": "Node2D",
}
"""The name in Godot 4, or what does its work there, by the name in Godot 3."""
