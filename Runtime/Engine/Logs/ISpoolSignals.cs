namespace Reeve.Runtime.Engine.Logs;

/// <summary>Says when spool files were written to.</summary>
internal interface ISpoolSignals : IDisposable
{
    /// <summary>Calls back at least once after each change, until the result is disposed of. The callback does not block.</summary>
    IDisposable Watch(string path, Action changed);
}
