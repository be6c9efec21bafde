namespace Reeve.Plugins.OpenStack.Client.Compute;

/// <summary>Whether an availability zone takes servers.</summary>
internal sealed record AvailabilityZoneState
{
    /// <summary>Whether it does.</summary>
    public bool Available { get; set; }
}
