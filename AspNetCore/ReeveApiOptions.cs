namespace Reeve.AspNetCore;

/// <summary>How the API answers.</summary>
public sealed class ReeveApiOptions
{
    /// <summary>The cluster of calls that name none.</summary>
    /// <value><c>default</c>.</value>
    public string DefaultCluster { get; set; } = "default";

    /// <summary>Calls per second of one caller that change nothing; 0 for no limit.</summary>
    /// <value>1000.</value>
    public int ReadsPerSecond { get; set; } = 1000;

    /// <summary>Calls per second of one caller that change something; 0 for no limit.</summary>
    /// <value>10.</value>
    public int WritesPerSecond { get; set; } = 10;

    /// <summary>Bytes of a request's body.</summary>
    /// <value>1 MiB.</value>
    public long MaxBodyBytes { get; set; } = 1024 * 1024;
}
