using System.Runtime.InteropServices;

namespace Fixture;

/// <summary>Calls a native library that only the plugin's own directory holds.</summary>
internal static partial class NativeLibraryCall
{
    [DllImport("fixture_native", EntryPoint = "fixture_answer")]
    public static extern int Answer();
}
