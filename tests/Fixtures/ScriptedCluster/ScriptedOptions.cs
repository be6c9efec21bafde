namespace ScriptedCluster;

internal sealed record ScriptedOptions
{
    public string Directory { get; set; } = "";

    public string ApiServer { get; set; } = "";
}
