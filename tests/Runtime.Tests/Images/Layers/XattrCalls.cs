using System.Runtime.InteropServices;

namespace Reeve.Runtime.Tests.Images.Layers;

internal static partial class XattrCalls
{
    [LibraryImport("libc", EntryPoint = "lgetxattr", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint Get(string path, string name, Span<byte> value, nuint size);
}
