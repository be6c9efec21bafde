using System.Text;
using Reeve.Runtime.Tests.Pods.Fakes;
using Reeve.Testing;
using Reeve.Workloads;
using Xunit;

namespace Reeve.Runtime.Tests.Pods.Workers;

public sealed class NodeInputsTests
{
    [Fact]
    public async Task Start_ProviderThatNeedsSecrets_HasThemBeforeItIsAskedForPodsAndAgainAsTheyChange()
    {
        var content = "first";
        await using var agent = new Agent(setUp: agent =>
        {
            agent.Provider.NodeInputs = [Input("there"), Input("forbidden"), Input("missing")];
            agent.Objects.Json = key => key.Name switch
            {
                "there" => [Encoding.UTF8.GetBytes($"{key.Kind} {key.Namespace}/{key.Name}: {content}")],
                "forbidden" => throw new ProviderException(ErrorReason.Denied, "no right"),
                _ => [],
            };
        });
        await agent.StartAsync();
        await agent.Manager.Synced.WaitAsync(TimeSpan.FromSeconds(60));

        var (inputs, listed) = Given(agent)[0];
        Assert.False(listed);
        Assert.Equal(["Secret keys/there: first", "", ""], inputs.Select(Text));
        content = "second";
        await agent.AdvanceUntilAsync(() => Text(Given(agent)[^1].Inputs[0]) == "Secret keys/there: second", "the newer Secret is given");
    }

    [Fact]
    public async Task Start_SecretsThatCannotBeReadYet_KeepsPodsFromBeingCalledListed()
    {
        var away = true;
        await using var agent = new Agent(setUp: agent =>
        {
            agent.Provider.NodeInputs = [Input("there")];
            agent.Objects.Json = _ => away ? throw new ProviderException(ErrorReason.Transient, "away") : [Encoding.UTF8.GetBytes("x")];
        });
        await agent.StartAsync();
        await agent.AdvanceUntilAsync(() => agent.Manager.Node is not null, "the node is described all the same");
        Assert.Empty(Given(agent));
        Assert.False(agent.Manager.Synced.IsCompleted);

        away = false;

        await agent.AdvanceUntilAsync(() => agent.Manager.Synced.IsCompleted, "the pods are listed");
        Assert.False(Given(agent)[0].Listed);
    }

    private static InputReference Input(string name) => new() { ApiVersion = "v1", Kind = "Secret", Namespace = "keys", Name = name };

    private static string Text(ResolvedInput input) => string.Concat(input.Objects.Select(json => Encoding.UTF8.GetString(json.Span)));

    private static List<(IReadOnlyList<ResolvedInput> Inputs, bool Listed)> Given(Agent agent)
    {
        lock (agent.Provider.Given)
        {
            return [.. agent.Provider.Given];
        }
    }
}
