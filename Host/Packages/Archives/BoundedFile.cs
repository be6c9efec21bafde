using System.Globalization;

namespace Reeve.Host.Packages.Archives;

/// <summary>A new file that takes so many bytes and no more.</summary>
internal sealed class BoundedFile : Stream
{
    private readonly FileStream _file;
    private readonly string _package;
    private readonly long _limit;
    private readonly Action<long> _written;

    /// <summary>Makes the file.</summary>
    /// <param name="path">Its path; nothing may be there.</param>
    /// <param name="package">The package, for messages.</param>
    /// <param name="limit">Most bytes.</param>
    /// <param name="written">Is told how many bytes there are.</param>
    public BoundedFile(string path, string package, long limit, Action<long> written)
    {
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        (_package, _limit, _written) = (package, limit, written);
    }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => _file.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _file.Position;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Flush() => _file.Flush();

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => _file.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        Admit(count);
        _file.Write(buffer, offset, count);
        _written(_file.Position);
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Admit(buffer.Length);
        await _file.WriteAsync(buffer, cancellationToken);
        _written(_file.Position);
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Admit(int count)
    {
        if (_file.Position + count > _limit)
        {
            throw PackageFailure.Refused(string.Create(CultureInfo.InvariantCulture, $"The package {_package} is longer than {_limit / 1024 / 1024} MiB."));
        }
    }
}
