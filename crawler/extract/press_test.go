package extract
import ("testing";"net/http";"io";"fmt";"time";"sada/internal/fakeweb")
func TestPress(t *testing.T){
 press,err:=fakeweb.Start(fakeweb.Options{Now: time.Date(2026, time.March, 14, 9, 30, 0, 0, time.UTC), Port: fakeweb.EphemeralPort}); if err!=nil{t.Fatal(err)}
 defer press.Close()
 seen:=map[string]int{}; src:=map[string]int{}
 for _,s:=range press.Stories(){ for _,a:=range s.Articles{
  resp,err:=http.Get(a.URL); if err!=nil{fmt.Println(err);continue}; b,_:=io.ReadAll(resp.Body); resp.Body.Close()
  if resp.StatusCode!=200{fmt.Println(resp.StatusCode,a.URL);continue}
  p,err:=Article(b,Options{URL:a.URL,ContentType:resp.Header.Get("Content-Type")})
  src[a.Outlet+" "+p.BodySource]++
  if err!=nil{fmt.Println(err);continue}
  if seen[a.Outlet]++; seen[a.Outlet]>2 {continue}
  fmt.Println("=====",a.Outlet,len(b),p.Title,"|",p.Byline,"|",p.Credit,p.Published,p.PublishedSource,p.BodySource,p.Encoding,p.Flags)
  for _,bl:=range p.Blocks{ if bl.Kind=="body"{fmt.Printf("   body %.90s\n",bl.Text);continue}; fmt.Printf("   %s %.110s [%s]\n",bl.Kind,bl.Text,bl.Why)}
 }}
 fmt.Println(src)
}
