using System.Threading.Channels;
using Reeve.Host.CommandLine;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Reeve.Host.Rendering;

/// <summary>Something on the terminal that is drawn anew in place, once a second for the ages in it and on each change.</summary>
internal sealed class LiveView : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Cli _cli;
    private readonly Func<IRenderable?> _draw;
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Task _drawing;

    /// <summary>Begins to draw.</summary>
    /// <param name="cli">The world.</param>
    /// <param name="draw">Makes what is drawn; null while there is nothing yet. Called by one thread at a time, not the caller's.</param>
    public LiveView(Cli cli, Func<IRenderable?> draw)
    {
        (_cli, _draw) = (cli, draw);

        // Off the way to the first container: the terminal library takes longer to start than a pod.
        _drawing = Task.Run(DrawAsync);
    }

    /// <summary>Says that there is something else to draw.</summary>
    public void Changed() => _changes.Writer.TryWrite(true);

    /// <summary>Draws the last state and leaves it on the terminal.</summary>
    public async ValueTask DisposeAsync()
    {
        _changes.Writer.TryComplete();
        await _drawing;
    }

    private async Task DrawAsync()
    {
        // A table without rows would be drawn over the line above it: the library moves up by "0" lines, which terminals take for one.
        IRenderable? first;
        while ((first = _draw()) is null)
        {
            if (!await _changes.Reader.WaitToReadAsync())
            {
                return;
            }

            _changes.Reader.TryRead(out _);
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_cli.Out) });
        await console.Live(first).AutoClear(false).StartAsync(async context =>
        {
            var open = true;
            while (open)
            {
                context.UpdateTarget(_draw() ?? first);
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

            context.UpdateTarget(_draw() ?? first);
        });
    }
}
