using System.Diagnostics;
using System.Net;
using Reeve.ProxyStorm.Load;
using Reeve.Testing;

namespace Reeve.ProxyStorm;

/// <summary>
/// Blows on a proxy: first random changes while clients ask all the time, then random changes in the middle of which the process is killed. What was lost, and
/// what is held at the end and was not at the beginning, is said and makes it fail.
/// </summary>
internal sealed class Storm(StormOptions options, Yard yard, ProxyProcess proxy)
{
    private const long MostMoreBytes = 48 << 20;
    private const int MostMoreDescriptors = 24;

    private readonly Random _random = new(options.Seed);
    private readonly Documents _documents = new(yard, new Random(options.Seed));
    private int _failures;

    /// <returns>0 if nothing was lost.</returns>
    public static async Task<int> RunAsync(StormOptions options)
    {
        using var directory = new TempDirectory();
        await using var yard = new Yard();
        using var proxy = new ProxyProcess(Plugin(directory), directory["state"]);
        using var bulk = options.Tools ? Tools.ServeBulk(yard) : null;
        var storm = new Storm(options, yard, proxy);
        try
        {
            await storm.BlowAsync(directory["state"]);
        }
        catch (StormException exception)
        {
            storm.Fail(exception.Message);
        }
        finally
        {
            bulk?.Kill();
        }

        Say(storm._failures == 0 ? "nothing was lost" : $"{storm._failures} failures with seed {options.Seed}");
        return storm._failures == 0 ? 0 : 1;
    }

    // Beside the build's own directories, which hold other builds as well.
    private static string Plugin(TempDirectory directory)
    {
        var configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'));
        var built = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Reeve.Plugins.Proxy", configuration));
        var place = directory[Path.Combine("plugins", "proxy")];
        Directory.CreateDirectory(place);
        foreach (var file in Directory.GetFiles(built))
        {
            File.Copy(file, Path.Combine(place, Path.GetFileName(file)));
        }

        return place;
    }

    private static void Say(string line) => Console.Out.WriteLine(line);

    private void Fail(string what)
    {
        _failures++;
        Say($"FAILED: {what}");
    }

    private async Task BlowAsync(string state)
    {
        Say($"{options.Changes} changes under load, {options.Kills} kills, seed {options.Seed}");
        await proxy.StartAsync();
        await ChangeAsync("warming up", Math.Max(20, options.Changes / 10));
        var before = await proxy.SettledAsync();
        Say($"  before: {before}");
        await ChangeAsync("changes", options.Changes);
        var after = await proxy.SettledAsync();
        Say($"  after:  {after}");
        Compare(before, after);
        Compare(Directory.GetFiles(state, "*", SearchOption.AllDirectories).Length);
        await KillAsync();
    }

    private async Task ChangeAsync(string what, int changes)
    {
        await proxy.ApplyAsync(_documents.Next());
        using var stop = new CancellationTokenSource();
        IReadOnlyList<Client> clients = Clients();
        var running = Task.WhenAll(clients.Select(client => Task.Run(() => client.RunAsync(stop.Token))));
        var watch = Stopwatch.StartNew();
        var done = 0;
        for (; done < changes && !clients.Any(client => client.Failure is not null); done++)
        {
            await proxy.ApplyAsync(_documents.Next());
        }

        var took = watch.Elapsed;
        await stop.CancelAsync();
        await running;
        Say($"  {what}: {done} of {changes} in {took.TotalSeconds:0.0} s");
        foreach (var group in clients.GroupBy(client => client.Name))
        {
            Say($"    {group.Key}: {group.Sum(client => client.Asked)} answers");
        }

        foreach (var failure in clients.Select(client => client.Failure ?? (client.Asked == 0 ? $"{client.Name} asked nothing" : null)).OfType<string>())
        {
            Fail(failure);
        }
    }

    private List<Client> Clients() =>
    [
        new Requests("http", yard.WebPort, HttpVersion.Version11, true), new Requests("http", yard.WebPort, HttpVersion.Version11, true),
        new Requests("http", yard.WebPort, HttpVersion.Version11, false), new Requests("http", yard.WebPort, HttpVersion.Version20, true),
        new Requests("https", yard.SecurePort, HttpVersion.Version11, true), new Requests("https", yard.SecurePort, HttpVersion.Version20, true),
        new Requests("https", yard.SecurePort, HttpVersion.Version11, false),
        new LongSocket(yard.WebPort), new LongSocket(yard.WebPort), new LongStream(yard.WebPort), new LongStream(yard.WebPort),
        new LongConnection(yard.TcpPort), new LongConnection(yard.TcpPort), new LongSession(yard.UdpPort, 1), new LongSession(yard.UdpPort, 1), new LongSession(yard.UdpPort, 50),
        .. options.Tools ? Tools.Find(yard, Console.Out) : [],
    ];

    private void Compare(Holdings before, Holdings after)
    {
        if (after.Connections > 0)
        {
            Fail($"{after.Connections} connections are left");
        }

        if (after.Descriptors > before.Descriptors + MostMoreDescriptors)
        {
            Fail($"descriptors leak: {before.Descriptors}, then {after.Descriptors}");
        }

        if (after.ManagedBytes > before.ManagedBytes + MostMoreBytes)
        {
            Fail($"memory leaks: {before.ManagedBytes}, then {after.ManagedBytes} bytes");
        }
    }

    // A hundred revisions are kept, and a copy of the plugin.
    private void Compare(int files)
    {
        Say($"  {files} files");
        if (files > 160)
        {
            Fail($"files leak: {files}");
        }
    }

    private async Task KillAsync()
    {
        using var client = new HttpClient();
        var watch = Stopwatch.StartNew();
        await proxy.ApplyAsync(_documents.Next());
        var accepted = _documents.Number;
        for (var i = 0; i < options.Kills; i++)
        {
            var changes = _random.Next(10);
            for (var j = 0; j < changes; j++)
            {
                await proxy.ApplyAsync(_documents.Next());
                accepted = _documents.Number;
            }

            proxy.Send(_documents.Next());
            await Task.Delay(TimeSpan.FromMilliseconds(_random.NextDouble() * 12));
            await proxy.KillAsync();
            await proxy.StartAsync();
            var served = await client.GetStringAsync(new Uri($"http://127.0.0.1:{yard.WebPort}/number"));
            if (served == $"{_documents.Number}")
            {
                accepted = _documents.Number; // it came so far
            }
            else if (served != $"{accepted}")
            {
                Fail($"kill {i + 1}: {served} is served after {accepted} was accepted and {_documents.Number} was sent");
            }
        }

        Say($"  {options.Kills} kills in {watch.Elapsed.TotalSeconds:0.0} s: what was accepted was there each time, or what was on its way");
    }
}
