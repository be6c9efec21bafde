using System.Globalization;
using Reeve.Host.CommandLine;
using Reeve.Kubernetes;
using Spectre.Console;

namespace Reeve.Host.Rendering;

/// <summary>A table of pods on the terminal that is drawn anew in place, once a second for the ages and on each change.</summary>
internal sealed class LiveTable : IAsyncDisposable
{
    private readonly Cli _cli;
    private readonly LiveView _view;
    private IReadOnlyList<Pod> _pods = [];

    private LiveTable(Cli cli)
    {
        _cli = cli;
        _view = new LiveView(cli, () => Volatile.Read(ref _pods).Count == 0 ? null : Draw());
    }

    /// <summary>Begins to draw.</summary>
    public static LiveTable Start(Cli cli) => new(cli);

    /// <summary>Shows these pods from now on.</summary>
    public void Show(IReadOnlyList<Pod> pods)
    {
        Volatile.Write(ref _pods, pods);
        _view.Changed();
    }

    /// <summary>Draws the last state and leaves it on the terminal.</summary>
    public ValueTask DisposeAsync() => _view.DisposeAsync();

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
