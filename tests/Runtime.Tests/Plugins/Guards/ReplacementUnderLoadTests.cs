using System.Collections.Concurrent;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Plugins.Guards;

public sealed class ReplacementUnderLoadTests
{
    [Fact]
    public async Task ReplaceAsync_UnderConstantCalls_NoCallerNotices()
    {
        await using var yard = new PluginYard();
        FixturePlugins.Write(yard.Place("plugin"), behaviour: "label=v0");
        await yard.Manager.StartAsync(CancellationToken.None);
        await using var provider = await yard.OpenStartedAsync();
        ConcurrentQueue<string> answers = new();
        using var stop = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                answers.Enqueue(await PluginYard.ExecAsync(provider, "label"));
            }
        })).ToArray();

        await AnsweredAsync("v0");
        for (var version = 1; version <= 4; version++)
        {
            FixturePlugins.Write(yard.Place("plugin"), version: $"1.0.{version}", behaviour: $"label=v{version}");
            await yard.Manager.RescanAsync(CancellationToken.None);
            Assert.Equal($"v{version}", await PluginYard.ExecAsync(provider, "label"));
            await AnsweredAsync($"v{version}");
        }

        await stop.CancelAsync();
        await Task.WhenAll(callers);
        Assert.Equal(["v0", "v1", "v2", "v3", "v4"], answers.Distinct().Order());

        Task AnsweredAsync(string answer) => Eventually.TrueAsync(() => answers.Contains(answer), $"callers see {answer}");
    }
}
