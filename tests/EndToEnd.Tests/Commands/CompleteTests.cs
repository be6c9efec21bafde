using Reeve.Testing;

namespace Reeve.EndToEnd.Commands;

/// <summary>What a shell is offered comes from the agent that the command line names.</summary>
public sealed class CompleteTests
{
    [LinuxFact]
    public async Task Complete_GlobalOptionBeforeTheCommand_OffersThePodsOfThatAgent()
    {
        using var agent = await HollowAgent.StartAsync(2);

        // A shell is not kept waiting: on a busy machine nothing may be offered at first.
        await Eventually.TrueAsync(
            async () => (await Programs.RunAsync(
                ReeveCommand.Program, ["__complete", "--", "--state-dir", agent.Reeve.State, "logs", ""])).Output == "p0\np1\n",
            "the pods are offered");
        Assert.Equal(0, (await agent.Reeve.RunAsync("delete", "--all")).ExitCode);
        Assert.Equal(1, (await agent.End).ExitCode);
    }
}
