namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>A machine of a cluster.</summary>
internal sealed record MachineDocument
{
    /// <summary>Its name; the node's name too.</summary>
    public string? Name { get; set; }

    /// <summary><c>control-plane</c>, <c>worker</c> or <c>proxy</c>.</summary>
    public string? Role { get; set; }

    /// <summary>Its id where it runs.</summary>
    public string? Id { get; set; }

    /// <summary>Its addresses, the best first.</summary>
    public List<string>? Addresses { get; set; }

    /// <summary>Whether its node is ready.</summary>
    public bool? Ready { get; set; }

    /// <summary>Why not.</summary>
    public string? Fault { get; set; }
}
