namespace Reeve.Containers;

/// <summary>Forms of a resolved image.</summary>
[Flags]
public enum ImageForms
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Programs of the machine itself.</summary>
    Host = 1,

    /// <summary>Read-only layers that the driver stacks under a writable one.</summary>
    Layers = 2,
}
