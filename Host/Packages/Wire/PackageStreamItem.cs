using Reeve.Host.Control;

namespace Reeve.Host.Packages.Wire;

/// <summary>A line of the answer to a change: steps, and at last a report or an error.</summary>
internal sealed record PackageStreamItem
{
    /// <summary>A step.</summary>
    public PackageStep? Step { get; set; }

    /// <summary>The end, if all went well.</summary>
    public PackageReport? Report { get; set; }

    /// <summary>The end, if it did not.</summary>
    public ControlError? Error { get; set; }
}
