using Reeve.Testing;

namespace Reeve.EndToEnd.Commands;

/// <summary>What a shell is offered comes from the agent that the command line names.</summary>
public sealed class CompleteTests
{
    [LinuxFact]
    public async Task Complete_GlobalOptionBeforeTheCommand_OffersThePodsOfThatAgent()
    {
        using var agent = await HollowAgent.StartAsync(2);

        var offered = await Programs.RunAsync(ReeveCommand.Program, ["__complete", "--", "--state-dir", agent.Reeve.State, "logs", ""]);

        Assert.Equal("p0\np1\n", offered.Output);
        Assert.Equal(0, (await agent.Reeve.RunAsync("delete", "--all")).ExitCode);
        Assert.Equal(1, (await agent.End).ExitCode);
    }
}
