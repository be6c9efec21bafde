namespace Reeve.Host.Packages.Wire;

/// <summary>Where a change is.</summary>
internal sealed record PackageStep
{
    /// <summary><c>resolve</c>, <c>download</c>, <c>verify</c>, <c>layOut</c>, <c>try</c> or <c>switch</c>.</summary>
    public string Phase { get; set; } = "";

    /// <summary>The package, with its version where it is known.</summary>
    public string Package { get; set; } = "";

    /// <summary>Bytes so far, of a download.</summary>
    public long? Bytes { get; set; }
}
