using Microsoft.Win32.SafeHandles;

namespace Reeve.Runtime.Engine.Logs;

/// <summary>
/// Takes what one attempt of a container wrote from its spools into its CRI file, such that the agent may be killed at any
/// point and no line is lost or comes twice:
/// <code>
/// spool --1 read--> lines --2 append--> N.log --3 commit--> N.state --4 free--> spool
/// </code>
/// The record of step 3 holds the length of the CRI file and the offsets of the spools together. What step 2 left without a
/// record is cut off when the log is opened again, and read again from the spool. Rotation renames, makes a new file and
/// commits; a renamed file of the recorded generation shows a rotation that was cut off. Until the first output there are only
/// the spools: most containers say little, and files and directories are what their start costs most. Not thread-safe.
/// </summary>
internal sealed class AttemptLog : IDisposable
{
    private readonly AttemptPaths _paths;
    private readonly LogOptions _options;
    private readonly TimeProvider _time;
    private readonly Action<LogStep> _step;
    private readonly Spool _standardOutput;
    private readonly Spool? _standardError;
    private readonly LogRecord _initial;
    private LogRecordFile? _state;
    private SafeFileHandle? _log;
    private bool _errorFirst = true; // so that the first turn takes standard output first, which most write first

    public AttemptLog(AttemptPaths paths, bool tty, LogOptions options, TimeProvider time, Action<LogStep>? step = null)
    {
        (_paths, _options, _time, _step) = (paths, options, time, step ?? (_ => { }));
        _state = LogRecordFile.OpenExisting(paths.State);
        IsNew = _state is null && LogRecovery.IsNew(paths);
        _initial = IsNew ? default : LogRecovery.Recover(paths, _state?.Current) with { Completed = false };
        if (!Directory.Exists(paths.Spools ?? paths.Directory))
        {
            LogDirectory.Create(paths.Spools ?? paths.Directory);
        }

        _standardOutput = new Spool(paths.StandardOutput, _initial.StandardOutput);
        _standardError = tty ? null : new Spool(paths.StandardError, _initial.StandardError);
        _step(LogStep.SpoolsCreated);
        if (_state is not null || _initial.Length > 0 || _initial.Generation > 0)
        {
            Begin();
        }
    }

    /// <summary>There was nothing of this container before, so that there is nothing to read yet.</summary>
    public bool IsNew { get; }

    public LogSpool Spools => new() { StandardOutput = _paths.StandardOutput, StandardError = (_standardError ?? _standardOutput).Path };

    private LogRecord Record => _state?.Current ?? _initial;

    /// <summary>Takes one turn's worth.</summary>
    /// <returns>Whether there may be more.</returns>
    public bool Pump(LogBuffers buffers) => Take(buffers, final: false);

    /// <summary>Takes all that is left, a last line that was not ended included, and removes the spools.</summary>
    public void Complete(LogBuffers buffers)
    {
        while (Take(buffers, final: false))
        {
        }

        while (Take(buffers, final: true))
        {
        }

        _step(LogStep.Flushed);
        Commit(Record with { Completed = true });
        _step(LogStep.Completed);
        File.Delete(_paths.StandardOutput);
        File.Delete(_paths.StandardError);
    }

    public void Dispose()
    {
        _state?.Dispose();
        _log?.Dispose();
        _standardOutput.Dispose();
        _standardError?.Dispose();
    }

    private bool Take(LogBuffers buffers, bool final)
    {
        if (Record.Length >= _options.MaxFileBytes)
        {
            Rotate();
        }

        // 1. Read.
        var output = _standardOutput.Read(buffers.StandardOutput);
        var error = _standardError is null ? [] : _standardError.Read(buffers.StandardError);

        // 2. Append. The streams take turns in coming first, so that a flood on one does not hold up the other.
        var room = (int)Math.Min(buffers.Lines.Length, _options.MaxFileBytes - Record.Length);
        var encoder = new CriEncoder(buffers.Lines, CriFormat.Time(_time.GetUtcNow()));
        _errorFirst = !_errorFirst;
        var errorTaken = _errorFirst ? encoder.Encode(error, "stderr"u8, room, final) : 0;
        var outputTaken = encoder.Encode(output, "stdout"u8, room, final);
        errorTaken += _errorFirst ? 0 : encoder.Encode(error, "stderr"u8, room, final);
        if (encoder.Written == 0)
        {
            Free(rested: true);
            return false;
        }

        Begin();
        RandomAccess.Write(_log!, buffers.Lines.AsSpan(0, encoder.Written), Record.Length);
        _step(LogStep.Appended);

        // 3. Commit.
        _standardOutput.Advance(outputTaken);
        _standardError?.Advance(errorTaken);
        Commit(Record with { Length = Record.Length + encoder.Written });
        _step(LogStep.Committed);

        // 4. Free.
        Free(rested: false);
        return true;
    }

    private void Free(bool rested)
    {
        var freed = _standardOutput.Free(rested) | (_standardError?.Free(rested) ?? false);
        if (freed)
        {
            _step(LogStep.Freed);
        }
    }

    /// <summary>Opens the CRI file and commits, before anything is appended: what is in the file without a record counts.</summary>
    private void Begin()
    {
        if (_log is null)
        {
            LogDirectory.Create(_paths.Directory);
            _log = OpenLog();
            RandomAccess.SetLength(_log, _initial.Length);
            Commit(_initial);
        }
    }

    private void Commit(LogRecord record)
    {
        if (_state is null)
        {
            LogDirectory.Create(_paths.Directory);
            _state = new LogRecordFile(_paths.State);
        }

        _state.Commit(record with
        {
            StandardOutput = _standardOutput.Position,
            StandardError = _standardError?.Position ?? record.StandardError,
        });
    }

    private void Rotate()
    {
        // A failed append may have left something behind what is committed.
        var generation = Record.Generation;
        RandomAccess.SetLength(_log!, Record.Length);
        _log!.Dispose();
        File.Move(_paths.Log, _paths.Rotated(generation), overwrite: true);
        _step(LogStep.Renamed);
        _log = OpenLog();
        _step(LogStep.Created);
        Commit(Record with { Generation = generation + 1, Length = 0 });
        _step(LogStep.Rotated);
        foreach (var old in _paths.RotatedGenerations().Where(old => old <= generation + 1 - Math.Max(2, _options.MaxFiles)))
        {
            File.Delete(_paths.Rotated(old));
        }
    }

    private SafeFileHandle OpenLog() =>
        File.OpenHandle(_paths.Log, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
}
