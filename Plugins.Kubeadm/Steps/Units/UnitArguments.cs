namespace Reeve.Plugins.Kubeadm.Steps.Units;

/// <summary>A unit that shall run, now and after a boot.</summary>
internal sealed record UnitArguments
{
    /// <summary>Its name.</summary>
    public required string Unit { get; init; }

    /// <summary>Whether it is started now; otherwise something else starts it.</summary>
    public bool Start { get; init; } = true;

    /// <summary>Changes with what the unit reads (its file, its configuration): a running one is then started anew.</summary>
    public string Revision { get; init; } = "";
}
