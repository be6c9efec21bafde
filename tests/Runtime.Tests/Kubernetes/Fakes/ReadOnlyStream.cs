using Reeve.Streams;

namespace Reeve.Runtime.Tests.Kubernetes.Fakes;

/// <summary>A stream that can only be read, and only asynchronously.</summary>
internal abstract class ReadOnlyStream : ReadStream
{
    public override int Read(Span<byte> buffer) => throw new NotSupportedException("Only asynchronous reads.");
}
