namespace Reeve.Plugins.OpenStack.Client.Placement;

/// <summary>How much of a resource a provider has.</summary>
internal sealed record Inventory
{
    /// <summary>All of it.</summary>
    public int Total { get; set; }

    /// <summary>What is kept back.</summary>
    public int Reserved { get; set; }

    /// <summary>How often it may be given.</summary>
    public double AllocationRatio { get; set; }
}
