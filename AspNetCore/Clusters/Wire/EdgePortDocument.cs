namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>A port through which a cluster is reached from outside.</summary>
internal sealed record EdgePortDocument
{
    /// <summary>The port of the proxy.</summary>
    public int? Listen { get; set; }

    /// <summary>The port of the machines; that of the API server if it is not said.</summary>
    public int? Target { get; set; }

    /// <summary><c>tlsPassthrough</c>, which is usual, <c>tcp</c> or <c>udp</c>.</summary>
    public string? Protocol { get; set; }

    /// <summary>Which machines: <c>control-plane</c> or <c>worker</c>; all if it is not said.</summary>
    public string? Role { get; set; }
}
