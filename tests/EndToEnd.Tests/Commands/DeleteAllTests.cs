using Reeve.Testing;

namespace Reeve.EndToEnd.Commands;

/// <summary>Deleting does not depend on how many connections the agent takes at a time.</summary>
public sealed class DeleteAllTests
{
    // More than the agent takes connections.
    private const int Count = 300;

    [LinuxFact]
    public async Task Delete_MorePodsThanConnections_AllAreGone()
    {
        // Stopping takes a while, so that all are being deleted at the same time.
        using var agent = await HollowAgent.StartAsync(Count, stopMilliseconds: 1000);

        var deleted = await agent.Reeve.RunAsync("delete", "--all");

        Assert.True(deleted.ExitCode == 0, deleted.ToString());
        Assert.Equal(
            Enumerable.Range(0, Count).Select(i => $"pod/p{i} deleted").Order(StringComparer.Ordinal),
            deleted.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        Assert.Equal(1, (await agent.End).ExitCode);
    }
}
