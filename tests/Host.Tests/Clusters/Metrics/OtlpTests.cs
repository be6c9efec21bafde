using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Reeve.Host.Configuration;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Testing;

namespace Reeve.Host.Tests.Clusters.Metrics;

/// <summary>Metrics go to a collector: a receiver of OTLP over HTTP that keeps what it is sent.</summary>
public sealed class OtlpTests : IAsyncDisposable
{
    private readonly TestApi _api = new();
    private readonly TempDirectory _directory = new();
    private readonly Channel<(string Path, string Type, string? Secret, byte[] Body)> _received = Channel.CreateUnbounded<(string, string, string?, byte[])>();

    [Fact]
    public async Task Export_Configured_MetricsArriveWithTheirNames()
    {
        await using var receiver = await ReceiveAsync();
        File.WriteAllText(_directory["headers"], "# for the collector\nx-secret=s3cret\n");
        File.SetUnixFileMode(_directory["headers"], UnixFileMode.UserRead);
        _api.Settings = _api.Settings with
        {
            Otlp = new OtlpSettings { Endpoint = receiver.Urls.Single() + "/v1/metrics", Interval = new Duration(TimeSpan.FromMilliseconds(100)), HeadersFile = _directory["headers"] },
        };
        _api.Fill();
        await _api.StartAsync();
        await _api.Client.GetAsync("/api/v1alpha1/cluster");

        using var deadline = new CancellationTokenSource(Eventually.Deadline * 2);
        await foreach (var (path, type, secret, body) in _received.Reader.ReadAllAsync(deadline.Token))
        {
            Assert.Equal(("/v1/metrics", "application/x-protobuf", "s3cret"), (path, type, secret));

            // Names are written as they are in protobuf.
            var text = Encoding.Latin1.GetString(body);
            if (new[] { "reeve.cluster.installed", "reeve.cluster.certificate.expiry", "process.resident_memory", "http.server.request.duration", "service.name" }
                .All(name => text.Contains(name, StringComparison.Ordinal)))
            {
                return;
            }
        }
    }

    [Fact]
    public async Task Export_HeadersThatOthersCanRead_Refused()
    {
        File.WriteAllText(_directory["headers"], "x-secret=s3cret\n");
        File.SetUnixFileMode(_directory["headers"], UnixFileMode.UserRead | UnixFileMode.OtherRead);
        _api.Settings = _api.Settings with { Otlp = new OtlpSettings { Endpoint = "http://127.0.0.1:1", HeadersFile = _directory["headers"] } };

        var exception = await Assert.ThrowsAsync<IOException>(_api.StartAsync);

        Assert.Contains("chmod 600", exception.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        _directory.Dispose();
    }

    private async Task<WebApplication> ReceiveAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var receiver = builder.Build();
        receiver.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            await _received.Writer.WriteAsync((context.Request.Path, context.Request.ContentType ?? "", context.Request.Headers["x-secret"], body.ToArray()));
        });
        await receiver.StartAsync();
        return receiver;
    }
}
