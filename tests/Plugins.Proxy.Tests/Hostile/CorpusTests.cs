using System.Net;
using Reeve.Plugins.Proxy.Tests.Support;
using Reeve.Proxies;

namespace Reeve.Plugins.Proxy.Tests.Hostile;

/// <summary>The hostile requests of <c>corpus.txt</c> sent to a proxy with a strict server behind it.</summary>
public sealed class CorpusTests
{
    [Fact]
    public async Task Corpus_EachRequest_HasItsAnswerAndReachesTheServerAsStated()
    {
        using var upstream = new RecordingUpstream();
        await using var yard = new ProxyYard("""{"headerSeconds": 5, "idleSeconds": 5}"""); // so that what is left open ends
        await yard.StartAsync(Snapshot(yard, upstream));
        List<string> failures = [];
        Assert.True(HostileCase.All.Count > 70);

        foreach (var hostile in HostileCase.All)
        {
            upstream.Requests.Clear();
            upstream.Headers.Clear();
            try
            {
                Judge(hostile, await hostile.SendAsync(yard.EndPoint("web")), upstream, failures);
            }
            catch (OperationCanceledException)
            {
                failures.Add($"{hostile.Name}: the connection did not end");
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
        using var client = Clients.Http();
        using var after = await client.GetAsync(yard.Url("web", "/after"));
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    private static ProxySnapshot Snapshot(ProxyYard yard, RecordingUpstream upstream)
    {
        var simple = yard.Simple(upstream.Address);
        return simple with
        {
            Routes = [.. simple.Routes, new ProxyRoute { Name = "redirect", Listeners = ["web"], Hosts = ["redirect"], RedirectToHttps = true, Response = new ProxyResponse { Status = 404 } }],
        };
    }

    private static void Judge(HostileCase hostile, string answer, RecordingUpstream upstream, List<string> failures)
    {
        var statuses = string.Join(' ', HostileCase.StatusLine().Matches(answer).Select(match => match.Groups[1].Value));
        if ((statuses.Length == 0 ? "end" : statuses) != hostile.Answers)
        {
            failures.Add($"{hostile.Name}: answered {statuses}, not {hostile.Answers}");
        }

        if (!upstream.Requests.SequenceEqual(hostile.Reaches))
        {
            failures.Add($"{hostile.Name}: the server got {string.Join(", ", upstream.Requests)}, not {string.Join(", ", hostile.Reaches)}");
        }

        if (HostileCase.InjectedHeader().IsMatch(answer) || upstream.Headers.Any(headers => HostileCase.InjectedHeader().IsMatch(headers)))
        {
            failures.Add($"{hostile.Name}: a header was injected");
        }

        while (upstream.Violations.TryDequeue(out var violation))
        {
            failures.Add($"{hostile.Name}: the server could not read it: {violation}");
        }
    }
}
