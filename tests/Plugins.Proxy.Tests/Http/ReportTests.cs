using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.Logging;
using Reeve.Plugins.Proxy.Tests.Support;
using Reeve.Testing;

namespace Reeve.Plugins.Proxy.Tests.Http;

/// <summary>What is told of requests.</summary>
public sealed class ReportTests
{
    [Theory]
    [InlineData("""{"accessLog": true}""", 1)]
    [InlineData("{}", 0)]
    public async Task AccessLog_Request_OneLineWithoutItsQueryWhereItIsAskedFor(string options, int lines)
    {
        var log = new Lines();
        await using var origin = new Origin();
        await using var yard = new ProxyYard(options, logger: log);
        await yard.StartAsync(origin.Address);
        using var client = Clients.Http();

        using var answer = await client.GetAsync(yard.Url("web", "/status/201?token=secret"));
        using var next = await client.GetAsync(yard.Url("web", "/status/202")); // begins when all is said of the one before

        Assert.Equal(lines, log.All.Count(static line => line.Contains("/status/201", StringComparison.Ordinal)));
        Assert.DoesNotContain(log.All, static line => line.Contains("secret", StringComparison.Ordinal));
        Assert.All(
            log.All.Where(static line => line.Contains("/status/201", StringComparison.Ordinal)),
            line => Assert.Matches($@"^127\.0\.0\.1 GET 127\.0\.0\.1:\d+/status/201 HTTP/1\.1 201 [0-9.]+ ms listener=web route=all upstream={origin.Address.Authority}\z", line));
    }

    [Fact]
    public async Task Metrics_Requests_CountedByListenerRouteAndStatus()
    {
        var counts = new ConcurrentBag<string>();
        await using var origin = new Origin();
        await using var yard = new ProxyYard();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter == yard.Meter && instrument.Name == "reeve.proxy.requests")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            var text = tags.ToArray().ToDictionary(static tag => tag.Key, static tag => tag.Value);
            counts.Add($"{text["reeve.proxy.listener"]} {text["reeve.proxy.route"]} {text["http.response.status_code"]} {value}");
        });
        await yard.StartAsync(origin.Address, static route => route with { PathPrefix = "/status" });
        listener.Start();
        using var client = Clients.Http();

        foreach (var path in new[] { "/status/204", "/other" })
        {
            using var answer = await client.GetAsync(yard.Url("web", path));
            Assert.Equal(path == "/other" ? HttpStatusCode.NotFound : HttpStatusCode.NoContent, answer.StatusCode);
        }

        await Eventually.TrueAsync(() => counts.Count == 2, "both are counted");
        Assert.Equal(["web  404 1", "web all 204 1"], counts.Order(StringComparer.Ordinal));
    }

    private sealed class Lines : ILogger
    {
        public ConcurrentQueue<string> All { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => All.Enqueue(formatter(state, exception));
    }
}
