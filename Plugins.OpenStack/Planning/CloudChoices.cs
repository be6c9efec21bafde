using Reeve.Plugins.OpenStack.Client.Compute;

namespace Reeve.Plugins.OpenStack.Planning;

/// <summary>What the names in a specification stand for in its cloud.</summary>
internal sealed record CloudChoices
{
    /// <summary>Machine types by the text that names them.</summary>
    public IReadOnlyDictionary<string, Flavor> Flavors { get; init; } = new Dictionary<string, Flavor>();

    /// <summary>Ids of images by the text that names them.</summary>
    public IReadOnlyDictionary<string, string> Images { get; init; } = new Dictionary<string, string>();

    /// <summary>The external network's id; null: no way out.</summary>
    public string? External { get; init; }

    /// <summary>The id of the existing network; null: one is made.</summary>
    public string? Network { get; init; }

    /// <summary>The id of the existing network's subnet.</summary>
    public string? Subnet { get; init; }

    /// <summary>That subnet's range.</summary>
    public string? SubnetCidr { get; init; }

    /// <summary>The id of the existing router; null: one is made.</summary>
    public string? Router { get; init; }
}
