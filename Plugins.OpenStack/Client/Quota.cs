namespace Reeve.Plugins.OpenStack.Client;

/// <summary>How much of something a project may have, and has.</summary>
internal sealed record Quota
{
    /// <summary>How much it may have; -1: as much as it likes.</summary>
    public long Limit { get; set; } = -1;

    /// <summary>How much it has.</summary>
    public long Used { get; set; }

    /// <summary>How much is about to become its own.</summary>
    public long Reserved { get; set; }

    /// <summary>How much it may still take.</summary>
    public long Free => Limit < 0 ? long.MaxValue : Math.Max(0, Limit - Used - Reserved);
}
