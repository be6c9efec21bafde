using System.Globalization;
using System.Text;
using Reeve.Plugins.Slurm.Streams;
using Reeve.Plugins.Slurm.Tests.Pods;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Tests.Streams;

/// <summary>The output of a running container, as a job writes it.</summary>
internal sealed class LogFiles : IAsyncDisposable
{
    private readonly FakeCluster _cluster;
    private readonly PodId _pod;
    private long _output;
    private long _error;

    private LogFiles(FakeCluster cluster, PodId pod) => (_cluster, _pod) = (cluster, pod);

    private string Base => Path.Combine(_cluster.DirectoryOf(_pod), "logs", "main", "0");

    public static async Task<LogFiles> MakeAsync()
    {
        var cluster = new FakeCluster();
        var pod = cluster.Pod();
        await cluster.Director.StartAsync(pod, default);
        cluster.Run(pod.Id, "container main 0 running - 0 0 2000000 - 1 1 - i-0");
        await cluster.ReportAsync(pod.Id, report => report.Containers is [{ State: ContainerRunState.Running }]);
        var log = new LogFiles(cluster, pod.Id);
        Directory.CreateDirectory(Path.GetDirectoryName(log.Base)!);
        File.WriteAllText(log.Base + ".out", "");
        File.WriteAllText(log.Base + ".err", "");
        return log;
    }

    /// <summary>Writes, and the job takes note.</summary>
    public void Write(int second, string output, string error)
    {
        File.AppendAllText(Base + ".out", output);
        File.AppendAllText(Base + ".err", error);
        (_output, _error) = (_output + output.Length, _error + error.Length);
        File.AppendAllText(Base + ".idx", string.Create(CultureInfo.InvariantCulture, $"{second}000000 {_output} {_error}\n"));
    }

    /// <summary>Writes, and the job does not take note any more.</summary>
    public void WriteUnindexed(string output) => File.AppendAllText(Base + ".out", output);

    /// <summary>Drops the beginnings of both streams, as the job does when they become too long.</summary>
    public void Cut(int output, int error)
    {
        File.WriteAllText(Base + ".cut", string.Create(CultureInfo.InvariantCulture, $"{output} {error}\n"));
        foreach (var (file, count) in new[] { (Base + ".out", output), (Base + ".err", error) })
        {
            using var stream = File.OpenWrite(file);
            stream.Write(new byte[count]);
        }
    }

    /// <summary>Ends the container.</summary>
    public void End() => _cluster.Run(_pod, "container main 0 terminated Completed 0 0 2000000 3000000 0 0 - i-0", 2, ended: true);

    public async Task<string> ReadAsync(LogQuery query)
    {
        using var output = new MemoryStream();
        await FollowAsync(query, output);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    public Task FollowAsync(LogQuery query, Stream output) =>
        new PodLogReader(_cluster.Director.Book, TimeProvider.System).ReadAsync(_pod, "main", query, output, default);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}
