namespace Reeve.Host.Control;

/// <summary>What to say where no agent runs.</summary>
internal static class AgentAbsent
{
    /// <summary>The sentence for an error.</summary>
    public static string Sentence(string stateDirectory) =>
        $"No agent runs on {stateDirectory}; start one with \"reeve run\", or name another directory with --state-dir.";
}
