namespace TorchSharp.Utils;

/// <summary>
/// Gives a module's field the name under which its parameter, buffer or submodule is registered. State-dict keys are made
/// of these names, so they are part of the checkpoint format; without the attribute the field's own name is taken.
/// </summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ComponentNameAttribute : Attribute
{
    /// <summary>The component's name, without dots. Default: empty, which means the field's name.</summary>
    public string Name { get; set; } = "";
}
