using System.Diagnostics;
using System.Globalization;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.ProxyStorm;

/// <summary>The process that is stormed, seen from outside.</summary>
internal sealed class ProxyProcess(string plugin, string state) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private Process? _process;

    private Process Running => _process ?? throw new StormException("The proxy does not run.");

    /// <summary>Starts it, and waits until it serves what it knows.</summary>
    /// <returns>The revision.</returns>
    public async Task<long> StartAsync()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["serve", plugin, state])
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        return long.Parse((await AnswerAsync("ready"))[0], CultureInfo.InvariantCulture);
    }

    /// <summary>Has it serve a document; it does when this returns.</summary>
    public async Task ApplyAsync(ProxySpec spec)
    {
        Send(spec);
        await AnswerAsync("ok");
    }

    /// <summary>Tells it what to serve, and does not wait.</summary>
    public void Send(ProxySpec spec)
    {
        Running.StandardInput.WriteLine(Convert.ToBase64String(ProxySpecs.Write(spec)));
        Running.StandardInput.Flush();
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        Running.Kill();
        await Running.WaitForExitAsync();
        Dispose();
    }

    /// <summary>What it holds when it is to serve nothing, once no connection is open any more.</summary>
    public async Task<Holdings> SettledAsync()
    {
        await ApplyAsync(new ProxySpec());
        var watch = Stopwatch.StartNew();
        while (true)
        {
            Running.StandardInput.WriteLine("settle");
            Running.StandardInput.Flush();
            var answer = await AnswerAsync("ok");
            if (answer[0] == "0" || watch.Elapsed > Patience)
            {
                return Holdings.Of(Running.Id, long.Parse(answer[0], CultureInfo.InvariantCulture), long.Parse(answer[1], CultureInfo.InvariantCulture));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    public void Dispose()
    {
        if (_process is { } process)
        {
            _process = null;
            process.StandardInput.Close();
            if (!process.WaitForExit(Patience))
            {
                process.Kill();
            }

            process.Dispose();
        }
    }

    private async Task<string[]> AnswerAsync(string expected)
    {
        var line = await Running.StandardOutput.ReadLineAsync().WaitAsync(Patience) ?? throw new StormException("The proxy has ended.");
        var words = line.Split(' ');
        return words[0] == expected ? words[1..] : throw new StormException($"The proxy refused: {line}");
    }
}
