using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Reeve.Host.Control;
using Reeve.Host.Packages.Wire;

namespace Reeve.Host.Packages.Transport;

/// <summary>A change over HTTP: one JSON document on each line, steps first, and at last a report or an error.</summary>
internal static class PackageStream
{
    /// <summary>The media type.</summary>
    public const string MediaType = "application/x-ndjson";

    /// <summary>Makes a change and writes how it goes.</summary>
    public static async Task WriteAsync(HttpContext context, IPackages packages, PackageVerb verb, PackageRequest request)
    {
        var cancellationToken = context.RequestAborted;
        context.Response.ContentType = MediaType;
        await context.Response.StartAsync(cancellationToken);
        var steps = Channel.CreateUnbounded<PackageStreamItem>(new UnboundedChannelOptions { SingleReader = true });
        var change = RunAsync(packages, verb, request, steps.Writer, cancellationToken);
        await foreach (var item in steps.Reader.ReadAllAsync(cancellationToken))
        {
            await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(item, PackageJson.Default.PackageStreamItem), cancellationToken);
            await context.Response.Body.WriteAsync("\n"u8.ToArray(), cancellationToken);
            await context.Response.Body.FlushAsync(cancellationToken);
        }

        await change;
    }

    /// <summary>Reads what <see cref="WriteAsync"/> writes.</summary>
    /// <exception cref="ProviderException">The change failed, or nobody knows.</exception>
    public static async Task<PackageReport> ReadAsync(Stream stream, IProgress<PackageStep> progress, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            switch (JsonSerializer.Deserialize(line, PackageJson.Default.PackageStreamItem))
            {
                case { Error: { } error }:
                    throw error.ToException();
                case { Report: { } report }:
                    return report;
                case { Step: { } step }:
                    progress.Report(step);
                    break;
                default:
                    throw new ProviderException("The agent answered something that is no step of a change; is it of another version?");
            }
        }

        throw new ProviderException(ErrorReason.Transient, "The agent ended before the change did; \"reeve plugins list\" shows what became of it.");
    }

    private static async Task RunAsync(IPackages packages, PackageVerb verb, PackageRequest request, ChannelWriter<PackageStreamItem> output, CancellationToken cancellationToken)
    {
        try
        {
            var report = await packages.ChangeAsync(verb, request, new Steps(output), cancellationToken);
            output.TryWrite(new PackageStreamItem { Report = report });
            output.TryComplete();
        }
        catch (ProviderException exception)
        {
            output.TryWrite(new PackageStreamItem { Error = ControlError.Of(exception) });
            output.TryComplete();
        }
        catch (Exception exception)
        {
            // The reader throws it, and with it the request fails.
            output.TryComplete(exception);
        }
    }

    private sealed class Steps(ChannelWriter<PackageStreamItem> output) : IProgress<PackageStep>
    {
        public void Report(PackageStep value) => output.TryWrite(new PackageStreamItem { Step = value });
    }
}
