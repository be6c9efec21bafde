namespace ModelCluster;

internal sealed record ModelOptions
{
    public string Fault { get; set; } = "";
}
