using System.Globalization;
using System.Threading.Channels;
using Reeve.Host.CommandLine;
using Reeve.Kubernetes;
using Spectre.Console;

namespace Reeve.Host.Rendering;

/// <summary>A table of pods on the terminal that is drawn anew in place, once a second for the ages and on each change.</summary>
internal sealed class LiveTable : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Cli _cli;
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Task _drawing;
    private IReadOnlyList<Pod> _pods = [];

    private LiveTable(Cli cli)
    {
        _cli = cli;

        // Off the way to the first container: the terminal library takes longer to start than a pod.
        _drawing = Task.Run(DrawAsync);
    }

    /// <summary>Begins to draw.</summary>
    public static LiveTable Start(Cli cli) => new(cli);

    /// <summary>Shows these pods from now on.</summary>
    public void Show(IReadOnlyList<Pod> pods)
    {
        Volatile.Write(ref _pods, pods);
        _changes.Writer.TryWrite(true);
    }

    /// <summary>Draws the last state and leaves it on the terminal.</summary>
    public async ValueTask DisposeAsync()
    {
        _changes.Writer.TryComplete();
        await _drawing;
    }

    private async Task DrawAsync()
    {
        // A table without rows would be drawn over the line above it: the library moves up by "0" lines, which terminals take for one.
        while (Volatile.Read(ref _pods).Count == 0)
        {
            if (!await _changes.Reader.WaitToReadAsync())
            {
                return;
            }

            _changes.Reader.TryRead(out _);
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_cli.Out) });
        await console.Live(Draw()).AutoClear(false).StartAsync(async context =>
        {
            var open = true;
            while (open)
            {
                context.UpdateTarget(Draw());
                using var tick = new CancellationTokenSource(Interval, _cli.Time);
                try
                {
                    open = await _changes.Reader.WaitToReadAsync(tick.Token);
                    while (_changes.Reader.TryRead(out _))
                    {
                        // one drawing shows all changes
                    }
                }
                catch (OperationCanceledException)
                {
                    open = true; // only the ages have changed
                }
            }

            context.UpdateTarget(Draw());
        });
    }

    private Table Draw()
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var title in new[] { "POD", "READY", "STATUS", "RESTARTS", "AGE" })
        {
            table.AddColumn(new TableColumn(title).PadRight(3));
        }

        foreach (var pod in Volatile.Read(ref _pods).OrderBy(pod => pod.Metadata.Name, StringComparer.Ordinal))
        {
            var row = PodSummary.Of(pod);
            var color = pod.Status.Phase switch { PodPhases.Succeeded => "green", PodPhases.Failed => "red", _ => "default" };
            table.AddRow(
                Markup.Escape(PlainText.OneLine(row.Name)),
                row.Ready,
                $"[{color}]{Markup.Escape(PlainText.OneLine(row.Status))}[/]",
                row.Restarts.ToString(CultureInfo.InvariantCulture),
                PodTable.AgeOf(pod, _cli.Time));
        }

        return table;
    }
}
