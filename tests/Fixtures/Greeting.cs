namespace Fixture.Library;

/// <summary>A library of which two plugins bring different versions.</summary>
public static class Greeting
{
    /// <summary>Says which version this is.</summary>
    public static string Text => $"library {typeof(Greeting).Assembly.GetName().Version!.Major}";
}
