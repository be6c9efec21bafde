using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using Reeve.AspNetCore.Clusters.Metrics;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.Host.Commands;
using Reeve.Host.Configuration;

namespace Reeve.Host.Serving;

/// <summary>Sends metrics to an OpenTelemetry collector. Only this touches the OpenTelemetry libraries, so that nothing of them is loaded where no collector is configured.</summary>
internal sealed class OtlpExport : IDisposable
{
    private readonly MeterProvider _provider;

    /// <summary>Begins to send.</summary>
    /// <param name="settings">Where and how often.</param>
    /// <exception cref="IOException">The headers cannot be read, or others can read them.</exception>
    public OtlpExport(OtlpSettings settings)
    {
        var headers = settings.HeadersFile is { } file ? string.Join(',', SecretFile.ReadLines(file).Select(static line => line.Line)) : null;
        _provider = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(static resource => resource.AddService("reeve", serviceVersion: VersionCommand.Version))
            .AddMeter([.. MetricNames.Prefixes.Select(static prefix => prefix + "*")])
            .AddOtlpExporter((exporter, reader) =>
            {
                exporter.Endpoint = new Uri(settings.Endpoint!);
                exporter.Protocol = settings.Protocol == OtlpTransport.Grpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
                exporter.Headers = headers;
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)Math.Min(settings.Interval.Length.TotalMilliseconds, int.MaxValue);
            })
            .Build();
    }

    /// <summary>Sends what there is once more, and ends.</summary>
    public void Dispose() => _provider.Dispose();
}
