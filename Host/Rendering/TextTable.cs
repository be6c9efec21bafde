namespace Reeve.Host.Rendering;

/// <summary>Rows in columns of plain text, three spaces apart, the same on a terminal and in a pipe.</summary>
internal sealed class TextTable(params string[] header)
{
    private readonly List<string[]> _rows = [header];

    /// <summary>Adds a row; an empty cell is written as it is.</summary>
    public void Add(params string[] cells) => _rows.Add([.. cells.Select(OneLine)]);

    /// <summary>Writes everything.</summary>
    public void WriteTo(TextWriter output)
    {
        var widths = Enumerable.Range(0, header.Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in _rows)
        {
            var cells = row.Select((cell, column) => cell.PadRight(widths[column]));
            output.WriteLine(string.Join("   ", cells).TrimEnd());
        }
    }

    // What workloads say may hold anything: a control character must not reach the terminal.
    private static string OneLine(string text) => PlainText.OneLine(text);
}
