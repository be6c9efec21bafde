namespace Reeve.Plugins.Process.Tests;

internal static class AgentProgram
{
    private static int Main() => 0;
}
