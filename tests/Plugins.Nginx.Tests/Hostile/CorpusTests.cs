using System.Net;
using Reeve.Plugins.Nginx.Tests.Support;
using Reeve.Plugins.Proxy.Tests.Hostile;
using Reeve.Testing;

namespace Reeve.Plugins.Nginx.Tests.Hostile;

/// <summary>
/// The hostile requests that the proxy in process is tried with, sent to nginx with the same strict server behind it. nginx refuses others and some in another way (it takes
/// lines that end in LF alone, and what follows them on the connection is the client's next request to it as well); what must not happen is the same.
/// </summary>
public sealed class CorpusTests
{
    [RequiresFact(Component.Nginx)]
    public async Task Corpus_EachRequest_NothingReachesTheServerThatNginxDidNotAnswerAndItUnderstandsAllThatDoes()
    {
        using var upstream = new RecordingUpstream();
        await using var yard = new NginxYard("\"headerSeconds\": 2, \"idleSeconds\": 2"); // so that what is left open ends
        await yard.StartAsync(yard.Simple(upstream.Address));
        List<string> failures = [];
        foreach (var hostile in HostileCase.All)
        {
            upstream.Requests.Clear();
            upstream.Headers.Clear();
            var answer = await hostile.SendAsync(yard.EndPoint("web"));
            var answers = Math.Max(1, HostileCase.StatusLine().Count(answer)); // HTTP/0.9 has no status
            if (upstream.Requests.Count > answers)
            {
                failures.Add($"{hostile.Name}: {answers} answers, and the server got {string.Join(", ", upstream.Requests)}");
            }

            if (HostileCase.InjectedHeader().IsMatch(answer) || upstream.Headers.Any(static headers => HostileCase.InjectedHeader().IsMatch(headers)))
            {
                failures.Add($"{hostile.Name}: a header was injected");
            }

            while (upstream.Violations.TryDequeue(out var violation))
            {
                failures.Add($"{hostile.Name}: the server could not read it: {violation}");
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
        using var client = Clients.Http();
        using var after = await client.GetAsync(yard.Url("web", "/after"));
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }
}
