namespace Company.Plugin1;

/// <summary>A file and what shall be in it, or was; empty for no file. The arguments of a step, and what was there before it: both are kept in the agent's journal.</summary>
public sealed class ModelFile
{
    public string Path { get; set; } = "";

    public string Content { get; set; } = "";
}
