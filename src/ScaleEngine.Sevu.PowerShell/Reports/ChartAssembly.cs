using System.Reflection;
using System.Xml.Linq;
#if NET
using System.Runtime.Loader;
#endif

namespace ScaleEngine.Sevu.Reports;

/// <summary>Loads the assembly that draws charts, and the OxyPlot that it needs, when the first chart is drawn. Both are kept apart
/// from other assemblies, since another module may have loaded another version of OxyPlot.</summary>
internal static class ChartAssembly
{
    private const string Name = "ScaleEngine.Sevu.Charts";
    private const string OxyPlot = "OxyPlot";

    // A failure is not remembered: what is missing may be put back.
    private static readonly Lazy<ColumnChart> LoadedColumnChart = new(Load, LazyThreadSafetyMode.PublicationOnly);

    /// <summary>The method <c>ColumnChart.Draw</c> of that assembly, which describes it.</summary>
    public delegate XElement ColumnChart(
        double first, long[] lower, long[] upper, double labelStep, Func<double, string> label, int width, int height);

    /// <exception cref="SevuReportException">The assembly or OxyPlot cannot be loaded.</exception>
    public static ColumnChart DrawColumns
    {
        get
        {
            try
            {
                return LoadedColumnChart.Value;
            }
            catch (Exception failure) when (failure.GetBaseException() is IOException or BadImageFormatException or TypeLoadException)
            {
                throw SevuReportException.NoCharts(failure.GetBaseException().Message);
            }
        }
    }

    private static ColumnChart Load()
    {
        string folder = Path.Combine(Path.GetDirectoryName(typeof(ChartAssembly).Assembly.Location)!, "..", "charts");
        MethodInfo method = LoadFrom(Path.GetFullPath(folder)).GetType(Name + ".ColumnChart", throwOnError: true)!.GetMethod("Draw")!;
        ColumnChart chart = (ColumnChart)Delegate.CreateDelegate(typeof(ColumnChart), method);
        // Loads OxyPlot too.
        _ = chart(first: 0, lower: [1], upper: [1], labelStep: 1, _ => "", width: 100, height: 100);
        return chart;
    }

    // A context of its own looks first among what it has loaded.
#if NET
    private static Assembly LoadFrom(string folder)
    {
        AssemblyLoadContext context = new(Name);
        context.LoadFromAssemblyPath(PathOf(folder, OxyPlot));
        return context.LoadFromAssemblyPath(PathOf(folder, Name));
    }
#else
    private static Assembly LoadFrom(string folder)
    {
        // PowerShell 7.0 to 7.3 has this class, but .NET Standard does not know it.
        if (Type.GetType("System.Runtime.Loader.AssemblyLoadContext") is Type type)
        {
            object context = Activator.CreateInstance(type, Name, false)!;
            MethodInfo load = type.GetMethod("LoadFromAssemblyPath")!;
            load.Invoke(context, [PathOf(folder, OxyPlot)]);
            return (Assembly)load.Invoke(context, [PathOf(folder, Name)])!;
        }

        // In Windows PowerShell, an assembly from LoadFile finds nothing by itself, and nothing finds it.
        Assembly charts = Assembly.LoadFile(PathOf(folder, Name));
        Lazy<Assembly> oxyPlot = new(() => Assembly.LoadFile(PathOf(folder, OxyPlot)));
        AppDomain.CurrentDomain.AssemblyResolve += (_, wanted) => wanted.RequestingAssembly == charts ? oxyPlot.Value : null;
        return charts;
    }
#endif

    private static string PathOf(string folder, string assembly) => Path.Combine(folder, assembly + ".dll");
}
