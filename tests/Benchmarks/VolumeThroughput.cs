using System.Globalization;
using Reeve.Benchmarks.Agents;
using Reeve.Benchmarks.Measuring;
using Reeve.Benchmarks.Reporting;
using Reeve.Runtime.Engine.Volumes;
using Reeve.Workloads;

namespace Reeve.Benchmarks;

/// <summary>How fast the files of a volume are written.</summary>
internal sealed class VolumeThroughput : IBenchmark
{
    private const int Files = 20;
    private const int Bytes = 1024;

    /// <inheritdoc/>
    public string Name => "volumes";

    /// <inheritdoc/>
    public async Task<Section> RunAsync(BenchmarkOptions options)
    {
        using var work = new WorkDirectory();
        var writer = PodVolumes.Create(
            new() { PodsDirectory = work.Subdirectory("pods"), MemoryDirectory = work.Subdirectory("memory") }, TimeProvider.System);
        var count = 0;
        var update = Pod("update", "0");
        await writer.ApplyAsync(update, CancellationToken.None);

        var written = await Interleaved.RatesAsync(100, WriteAsync, PlainAsync);
        var updated = await Interleaved.RatesAsync(100, UpdateAsync, PlainAsync);
        var unchanged = await Interleaved.RatesAsync(100, () => writer.ApplyAsync(update, CancellationToken.None), PlainAsync);
        return new()
        {
            Title = "Files of a volume",
            Explanation = $"A configMap volume with {Files} files of {Bytes} bytes, written so that readers see all of the old or all of the new content. "
                + "Reference: `File.WriteAllBytes` of the same files into a new directory.",
            Figures = [Row("A new pod", written), Row("An update of all files", updated), Row("Nothing has changed", unchanged)],
        };

        Task WriteAsync() => writer.ApplyAsync(Pod($"pod-{count++}", "0"), CancellationToken.None);

        Task UpdateAsync()
        {
            update = Pod("update", string.Create(CultureInfo.InvariantCulture, $"{++count}"));
            return writer.ApplyAsync(update, CancellationToken.None);
        }

        Task PlainAsync()
        {
            var volume = (FilesVolume)update.Volumes[0];
            var plain = work.Subdirectory(string.Create(CultureInfo.InvariantCulture, $"plain-{++count}"));
            foreach (var file in volume.Files)
            {
                File.WriteAllBytes(Path.Combine(plain, file.Path), file.Content.Span);
            }

            return Task.CompletedTask;
        }
    }

    private static Figure Row(string what, Pair rates) =>
        new() { What = what, Measured = rates.Measured, Reference = rates.Reference, Unit = "volumes/s" };

    private static ResolvedPod Pod(string uid, string revision) => new()
    {
        Id = new() { Owner = new() { Cluster = "bench", Node = "bench" }, Uid = uid },
        Pod = new() { Metadata = new() { Name = uid, Namespace = "default", Uid = uid } },
        Containers = [],
        Volumes =
        [
            new FilesVolume
            {
                Name = "config",
                Revision = revision,
                Files = [.. Enumerable.Range(0, Files).Select(i => new VolumeFile { Path = $"file-{i}", Content = new byte[Bytes] })],
            },
        ],
    };
}
